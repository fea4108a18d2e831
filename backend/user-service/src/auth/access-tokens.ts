import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { User } from '@converge/domain';
import { SignJWT, calculateJwkThumbprint, type JSONWebKeySet, type JWK } from 'jose';

export interface AccessToken {
  token: string;
  expiresAt: string;
}

export interface SigningKey {
  privateKey: KeyObject;
  /** The public half as others fetch it; its id is its thumbprint, so every instance names it alike. */
  jwks: JSONWebKeySet & { keys: [JWK & { kid: string }] };
}

/** Reads the signing key from its PEM text. Throws a plain message if it is none. */
export async function loadSigningKey(text: string): Promise<SigningKey> {
  // In a variable, line ends often come as the two characters \n.
  const pem = text.replaceAll('\\n', '\n');
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'ed25519')
    throw new Error('The JWT private key must be an Ed25519 key (PKCS8 PEM)');
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' }) as JWK;
  const kid = await calculateJwkThumbprint(publicJwk);
  return { privateKey, jwks: { keys: [{ ...publicJwk, kid, alg: 'EdDSA', use: 'sig' }] } };
}

/** The only maker of access tokens: short-lived, signed; the other services hold the public half of the key. */
export class AccessTokens {
  constructor(
    private readonly options: { key: SigningKey; issuer: string; audience: string; ttlS: number },
  ) {}

  async issue(user: Pick<User, 'id' | 'roles'>, sessionId: string): Promise<AccessToken> {
    const { key, issuer, audience, ttlS } = this.options;
    const issuedAtS = Math.floor(Date.now() / 1000);
    const expiresAtS = issuedAtS + ttlS;
    const token = await new SignJWT({ sid: sessionId, roles: user.roles })
      .setProtectedHeader({ alg: 'EdDSA', kid: key.jwks.keys[0].kid })
      .setSubject(user.id)
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(expiresAtS)
      .sign(key.privateKey);
    return { token, expiresAt: new Date(expiresAtS * 1000).toISOString() };
  }
}
