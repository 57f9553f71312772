/** The part of pdfmake 0.3 that is used here; the package brings no types. */
declare module 'pdfmake' {
  export interface PdfFace {
    readonly normal: string;
    readonly bold: string;
  }
  export interface PdfMake {
    setFonts(fonts: Readonly<Record<string, PdfFace>>): void;
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: object): { getBuffer(): Promise<Buffer> };
  }
  const pdfmake: PdfMake;
  export default pdfmake;
}
