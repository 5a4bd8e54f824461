const isoForm =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const secondsForm = /^\d{10}$/;
const millisecondsForm = /^\d{13}$/;

/** An ISO 8601 date and time, taken apart. */
export interface IsoTime {
	/** `2024-06-08`, a day that exists. */
	day: string;
	/** `10:30`, with seconds and fractions where they were given. */
	clock: string;
	/** `Z`, `+08`, `+0800` or `+08:00`. */
	offset?: string;
}

/** Reads an ISO 8601 date and time; undefined for other texts and days that do not exist. */
export function readIsoTime(text: string): IsoTime | undefined {
	const [, day, clock, offset] = isoForm.exec(text) ?? [];
	return day !== undefined && isCalendarDay(day) ? { day, clock, offset } : undefined;
}

/** Epoch milliseconds; without offset as if the time were in UTC, NaN for an hour that does not exist. */
export const isoMoment = ({ day, clock, offset }: IsoTime): number =>
	Date.parse(`${day}T${clock.replace(',', '.')}${fullOffset(offset)}`);

/** Epoch milliseconds of a Date (of any realm) or a Luxon DateTime, else NaN. */
export function objectMoment(value: object | null): number {
	const { getTime, toJSDate } = (value ?? {}) as { getTime?: unknown; toJSDate?: unknown };
	if (typeof getTime === 'function') return Number(getTime.call(value));
	return typeof toJSDate === 'function' ? Number(toJSDate.call(value)) : NaN;
}

/**
 * Epoch milliseconds of a time of a workflow: an ISO 8601 date and time or day, a Date, a Luxon DateTime,
 * or Unix time as a number or text (10 digits are seconds, 13 milliseconds). A text without an offset is
 * in `timeZone`, an IANA name; a day begins at midnight. Undefined for anything else.
 *
 * @throws RangeError if `timeZone` is unknown and needed
 */
export function momentOf(value: unknown, timeZone: string): number | undefined {
	const moment = typeof value === 'object' ? objectMoment(value) : textMoment(value, timeZone);
	return Number.isNaN(moment) ? undefined : moment;
}

function textMoment(value: unknown, timeZone: string): number {
	if (typeof value !== 'string' && typeof value !== 'number') return NaN;
	const text = String(value).trim();
	if (secondsForm.test(text)) return Number(text) * 1000;
	if (millisecondsForm.test(text)) return Number(text);
	const iso = readIsoTime(dayForm.test(text) ? `${text}T00:00` : text);
	if (iso === undefined) return NaN;
	const moment = isoMoment(iso);
	return iso.offset === undefined ? momentInZone(moment, timeZone) : moment;
}

/** The moment at which the clocks of a time zone show what clocks in UTC show at `shown`. */
function momentInZone(shown: number, timeZone: string): number {
	if (Number.isNaN(shown)) return NaN;
	const guess = shown - offsetAt(shown, timeZone);
	return shown - offsetAt(guess, timeZone);
}

/** Milliseconds by which the clocks of a time zone are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
	const { year, month, day, hour, minute, second } = zonedParts(moment, timeZone);
	const shown = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
	return shown - Math.floor(moment / 1000) * 1000;
}

/** What calendar and clock of a time zone show, as digits: year, month, day, hour, minute, second. */
export function zonedParts(moment: number, timeZone: string): Record<string, string> {
	const parts: Record<string, string> = {};
	for (const { type, value } of formatOf(timeZone).formatToParts(moment)) parts[type] = value;
	return parts;
}

/** `+08` and `+0800` as `+08:00`, the only form that `Date.parse` has to know. */
function fullOffset(offset = 'Z'): string {
	if (offset.length === 1) return 'Z';
	return `${offset.slice(0, 3)}:${offset.slice(3).replace(':', '') || '00'}`;
}

function isCalendarDay(day: string): boolean {
	const moment = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using one, and an execution has one time zone. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
	const made =
		formats.get(timeZone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone,
			calendar: 'gregory',
			numberingSystem: 'latn',
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: '2-digit',
			minute: '2-digit',
			second: '2-digit',
		});
	formats.set(timeZone, made);
	return made;
}
