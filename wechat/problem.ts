/** Why WeChat would refuse a value, put as the end of a sentence that begins with its name. */
export interface Problem {
	what: string;
	/** What to do, in full sentences. */
	next: string;
}
