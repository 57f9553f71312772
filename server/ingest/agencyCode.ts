/**
 * Codes of agencies in the exchange with the national portal, e.g. H57.21.03. The shape is narrow on purpose: an agency
 * code is kept in the clear, and nothing that could be a name or a telephone number fits.
 */
export const AGENCY_CODE = /^[A-Z]\d{2}(\.[A-Z0-9]{1,3}){0,4}$/;

/** The agency that gave a dossier its number: what stands before the first "-". Null: the number does not say. */
export function agencyOf(dossierNo: string): string | null {
  const code = (dossierNo.trim().split('-', 1)[0] ?? '').toUpperCase();
  return AGENCY_CODE.test(code) ? code : null;
}
