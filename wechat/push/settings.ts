/** What the owner set in WeChat's console under Message Push. */
export interface PushSettings {
	/** 3 to 32 letters and digits. */
	token: string;
	/**
	 * 43 letters and digits; then only encrypted content is accepted. Null where WeChat pushes in
	 * plaintext mode. An empty text is a key that is missing: nothing is accepted.
	 */
	encodingAesKey: string | null;
	/** The App ID behind the encrypted content: the Mini Program's, or the third-party platform's. */
	appId: string;
}

/** A setting that has not the form which WeChat's console gives it. */
export type BadSetting = keyof PushSettings;

/** Tells whether `encodingAesKey` has the form that WeChat's console gives it: 43 letters and digits. */
export function isEncodingAesKey(encodingAesKey: string): boolean {
	return /^[A-Za-z0-9]{43}$/.test(encodingAesKey);
}

/** Finds the first setting that has not the form which WeChat's console gives it. */
export function findBadSetting({
	token,
	encodingAesKey,
	appId,
}: PushSettings): BadSetting | undefined {
	if (!/^[A-Za-z0-9]{3,32}$/.test(token)) return 'token';
	if (encodingAesKey !== null && !isEncodingAesKey(encodingAesKey)) return 'encodingAesKey';
	if (!/^wx[0-9a-f]{16}$/.test(appId)) return 'appId';
	return undefined;
}
