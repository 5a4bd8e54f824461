import type { BadSetting, PushSettings } from '../../wechat/push/settings';
import { findBadSetting } from '../../wechat/push/settings';

/**
 * Reads the push credential, without the spaces that pasting brings along.
 *
 * n8n hands an expression that finds nothing over as undefined, as null or as an empty text, so an empty
 * EncodingAESKey never stands for plaintext mode: that has to be chosen.
 */
export function toPushSettings(data: Readonly<Record<string, unknown>>): PushSettings {
	const read = (name: string) => String(data[name] ?? '').trim();
	return {
		token: read('token'),
		encodingAesKey: data.encryption === 'plaintext' ? null : read('encodingAesKey'),
		appId: read('appId'),
	};
}

const issues: Record<BadSetting, string> = {
	token: "The Token must be 3 to 32 letters and digits, as in WeChat's console",
	encodingAesKey:
		"The EncodingAESKey must be 43 letters and digits, as in WeChat's console. For plaintext mode, set Message Encryption to None",
	appId: 'The App ID must be "wx" and 16 digits or letters from a to f',
};

/** Says which field of the credential has not the form that WeChat's console gives it, for the user. */
export function findSettingsIssue(settings: PushSettings): string | undefined {
	const bad = findBadSetting(settings);
	return bad && issues[bad];
}
