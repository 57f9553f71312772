/** Who may see and do what (api.md "Signing in", architecture I12). Roles are fixed; what each may do stands in PERMITTED. */
export const ROLES = ['admin', 'operator', 'leader', 'ward_chair'] as const;
export type Role = (typeof ROLES)[number];

/** A person who signed in, as the server knows them. */
export interface UserIdentity {
  readonly kind: 'user';
  readonly name: string;
  readonly role: Role;
  /** The ward of a ward chair; null for every other role. */
  readonly ward: string | null;
  /** They still use the password that somebody else gave them. */
  readonly mustChangePassword: boolean;
  /** Admins and operators owe a second factor; `due` until they set it up. */
  readonly totp: 'none' | 'due' | 'on';
  /** Came by a one-time link of the demo and has no account. */
  readonly guest: boolean;
}

/** A screen that nobody types on: a wall, or a ward's tablet. */
export interface DeviceIdentity {
  readonly kind: 'device';
  readonly name: string;
  readonly view: DeviceView;
  /** The ward of a tablet; null for a wall. */
  readonly ward: string | null;
}

export const DEVICE_VIEWS = ['wall', 'ward'] as const;
export type DeviceView = (typeof DEVICE_VIEWS)[number];

export interface AnonymousIdentity {
  readonly kind: 'anonymous';
}

export type Identity = UserIdentity | DeviceIdentity | AnonymousIdentity;

export const ANONYMOUS: AnonymousIdentity = { kind: 'anonymous' };

/**
 * What a call or a view asks for. `public`: anybody. `aggregates`: figures of wards and city. `own-ward`: what only one
 * ward, and operators, may see of it. `speak`: write on behalf of the city (decisions). `operate`: the operators' page.
 * `administer`: users and keys. `ingest`: answered by the source's key, not by a session.
 */
export const PERMISSIONS = [
  'public',
  'aggregates',
  'own-ward',
  'ward-note',
  'speak',
  'operate',
  'administer',
  'signed-in',
  'ingest',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export interface AccessQuestion {
  readonly who: Identity;
  readonly may: Permission;
  /** The ward it is about, for `own-ward` and `ward-note`. */
  readonly ward: string | null;
  /** ACCESS=open: aggregates need no sign-in. */
  readonly open: boolean;
}

/** The one rule of access: everything that is not allowed here is refused. */
export function isAllowed({ who, may, ward, open }: AccessQuestion): boolean {
  switch (may) {
    case 'public':
    case 'ingest':
      return true;
    case 'aggregates':
      return open || who.kind !== 'anonymous';
    case 'signed-in':
      return who.kind === 'user';
    case 'own-ward':
      return isOf(who, ward) || hasRole(who, 'operator');
    case 'ward-note':
      return isOf(who, ward);
    case 'speak':
      return hasRole(who, 'leader') || hasRole(who, 'operator');
    case 'operate':
      return hasRole(who, 'operator') || hasRole(who, 'admin');
    case 'administer':
      return hasRole(who, 'admin');
  }
}

function hasRole(who: Identity, role: Role): boolean {
  return who.kind === 'user' && who.role === role;
}

/** The chair of a ward, or the tablet that was paired for it. */
function isOf(who: Identity, ward: string | null): boolean {
  if (ward === null || who.kind === 'anonymous') return false;
  const isWards = who.kind === 'device' ? who.view === 'ward' : who.role === 'ward_chair';
  return isWards && who.ward === ward;
}
