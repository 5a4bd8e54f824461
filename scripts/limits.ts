import { ANSWERS_ALLOWED } from '../simulator/state/conversations';
import { CODE_LIFE } from '../simulator/state/serviceCards';
import { errorCodes } from '../wechat/errorCodes';
import { table } from './markdown';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time given in seconds as WeChat's pages write it: 48 hours, 30 days. */
export function duration(seconds: number): string {
	const [unit, name] =
		seconds > 2 * DAY && seconds % DAY === 0
			? [DAY, 'day']
			: seconds % HOUR === 0
				? [HOUR, 'hour']
				: [MINUTE, 'minute'];
	const count = seconds / unit;
	if (!Number.isInteger(count)) throw new Error(`${seconds} seconds are no whole minutes`);
	return `${count} ${name}${count === 1 ? '' : 's'}`;
}

/** How many customer service messages WeChat takes after what a user did, as the local WeChat plays it. */
export const answerTable = (): string =>
	table(
		['The user', 'Messages', 'Within'],
		(
			[
				['wrote', ANSWERS_ALLOWED.write],
				['opened the chat', ANSWERS_ALLOWED.open],
			] as const
		).map(([action, { messages, life }]) => [
			action,
			String(messages),
			`${duration(life / 1000)} afterwards`,
		]),
	);

/** How long the code of a service card lives, as the local WeChat plays it. */
export function cardLifeTable(): string {
	const { payment, button } = CODE_LIFE;
	return table(
		['', 'Order', 'Button'],
		[
			[
				'Activate within',
				`${duration(payment.activation)} of the payment`,
				duration(button.activation),
			],
			['Update for', ...[payment, button].map(({ updates }) => `${duration(updates)} after that`)],
		],
	);
}

/** What WeChat refuses to third-party platforms: its codes 61000 to 61099. */
export const platformTable = (): string =>
	table(
		['Code', 'What happened'],
		Object.entries(errorCodes)
			.filter(([code]) => /^610\d\d$/.test(code))
			.map(([code, { what }]) => [`\`${code}\``, what]),
	);
