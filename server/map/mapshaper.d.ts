declare module 'mapshaper' {
  const mapshaper: {
    /** Runs commands on files given by name; answers the files they made. */
    readonly applyCommands: (
      commands: string,
      input: Readonly<Record<string, string>>,
    ) => Promise<Readonly<Record<string, string | Uint8Array>>>;
  };
  export default mapshaper;
}
