import { isEncodingAesKey } from './cipher';

/** What the user set in WeChat's console under Message Push. */
export interface PushSettings {
	token: string;
	/** Empty where WeChat pushes in plaintext mode; otherwise only encrypted content is accepted. */
	encodingAesKey: string;
	appId: string;
}

/** Takes the settings from a credential's data, without the spaces that pasting brings along. */
export function toPushSettings(data: Readonly<Record<string, unknown>>): PushSettings {
	const read = (name: string) => String(data[name] ?? '').trim();
	return { token: read('token'), encodingAesKey: read('encodingAesKey'), appId: read('appId') };
}

/** Says which setting has not the form that WeChat's console gives it, in words for the user. */
export function findSettingsIssue(settings: PushSettings): string | undefined {
	if (!/^[A-Za-z0-9]{3,32}$/.test(settings.token)) {
		return "The Token must be 3 to 32 letters and digits, as in WeChat's console";
	}
	if (settings.encodingAesKey !== '' && !isEncodingAesKey(settings.encodingAesKey)) {
		return 'The EncodingAESKey must be 43 letters and digits, or empty for plaintext mode';
	}
	if (!/^wx[0-9a-f]{16}$/.test(settings.appId)) {
		return 'The App ID must be "wx" and 16 digits or letters from a to f';
	}
	return undefined;
}
