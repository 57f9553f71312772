import { createContext, useContext } from 'solid-js';

/** The ward that somebody asked the spotlight for; null when nobody did. */
const SpotlightContext = createContext<() => string | null>(() => null);
export const SpotlightProvider = SpotlightContext.Provider;

export function useSpotlight(): () => string | null {
  return useContext(SpotlightContext);
}
