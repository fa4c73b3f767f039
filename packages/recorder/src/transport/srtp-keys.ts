import { createCipheriv } from 'node:crypto';

/** DTLS-SRTP protection profiles (RFC 5764 section 4.1.2, RFC 7714 section 14.2). */
export type SrtpProfile = 'aes-128-ctr-hmac-sha1-80' | 'aes-128-gcm';

export interface SrtpSessionKeys {
  profile: SrtpProfile;
  encryptionKey: Buffer;
  salt: Buffer;
  /** Empty for AES-GCM, which authenticates by itself. */
  authenticationKey: Buffer;
}

const LABEL_ENCRYPTION = 0;
const LABEL_AUTHENTICATION = 1;
const LABEL_SALT = 2;

/** Derives the SRTP session keys of a master key (RFC 3711 section 4.3, key derivation rate 0). */
export function deriveSrtpKeys(profile: SrtpProfile, masterKey: Buffer, masterSalt: Buffer): SrtpSessionKeys {
  const gcm = profile === 'aes-128-gcm';
  return {
    profile,
    encryptionKey: derive(masterKey, masterSalt, LABEL_ENCRYPTION, 16),
    salt: derive(masterKey, masterSalt, LABEL_SALT, gcm ? 12 : 14),
    authenticationKey: gcm ? Buffer.alloc(0) : derive(masterKey, masterSalt, LABEL_AUTHENTICATION, 20),
  };
}

function derive(masterKey: Buffer, masterSalt: Buffer, label: number, length: number): Buffer {
  const iv = Buffer.alloc(16);
  masterSalt.copy(iv);
  // key_id = label || index with index 0: the label stands seven bytes before the end of the 112-bit salt.
  iv[7] = (iv[7] ?? 0) ^ label;
  return createCipheriv('aes-128-ctr', masterKey, iv).update(Buffer.alloc(length));
}
