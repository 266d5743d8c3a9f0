/** better-auth's tables and columns by our names; migration 0025 makes them. */
const times = { createdAt: "created_at", updatedAt: "updated_at" };

export const authTables = {
  user: { modelName: "person", fields: { ...times, emailVerified: "email_verified" } },
  session: {
    modelName: "person_session",
    fields: {
      ...times,
      expiresAt: "expires_at",
      ipAddress: "ip_address",
      userAgent: "user_agent",
      userId: "person_id",
    },
  },
  account: {
    modelName: "person_account",
    fields: {
      ...times,
      accountId: "account_id",
      providerId: "provider_id",
      userId: "person_id",
      accessToken: "access_token",
      refreshToken: "refresh_token",
      idToken: "id_token",
      accessTokenExpiresAt: "access_token_expires_at",
      refreshTokenExpiresAt: "refresh_token_expires_at",
    },
  },
  verification: { modelName: "person_proof", fields: { ...times, expiresAt: "expires_at" } },
} as const;

export const secondFactorTables = {
  user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
  twoFactor: {
    modelName: "person_second_factor",
    fields: {
      backupCodes: "backup_codes",
      userId: "person_id",
      failedVerificationCount: "failed_verification_count",
      lockedUntil: "locked_until",
    },
  },
} as const;

export const passkeyTables = {
  passkey: {
    modelName: "person_passkey",
    fields: {
      publicKey: "public_key",
      userId: "person_id",
      credentialID: "credential_id",
      deviceType: "device_type",
      backedUp: "backed_up",
      createdAt: "created_at",
    },
  },
} as const;
