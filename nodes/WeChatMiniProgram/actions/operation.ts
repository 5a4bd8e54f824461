import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { WeChatFile } from '../../../wechat/endpoint';
import type { Subject } from '../transport/errors';
import type { Session } from '../transport/session';
import type { Item } from './item';

/** One output item of an operation. */
export interface Output {
	json: IDataObject;
	/** Files by the name of the binary field that they go into. */
	files?: Record<string, WeChatFile>;
}

/** What holds for a whole run. */
export interface RunSettings {
	/** Seconds that one call may take. */
	timeout?: number;
	/** How many lanes run, and how many calls are under way, at a time at most, from 1. */
	concurrency?: number;
}

/**
 * One operation of the node, in two halves: `prepare` reads one item's parameters and calls nobody, `run`
 * calls WeChat. Every item is prepared before the first one runs.
 */
export interface Operation<Input> {
	/** Its name in the drop-down, in Title Case. */
	label: string;
	/** What n8n's list of actions says, in sentence case, without articles. */
	action: string;
	/** The description below its name. */
	explains: string;
	/** The registry adds for which resource and operation they are shown. */
	parameters: INodeProperties[];
	/** Reads and checks the parameters of one item. Throws what {@link Item.invalid} throws. */
	prepare(item: Item): Input | Promise<Input>;
	/** Gives one record, or one for each item to put out. Throws CallFailure or UserError. */
	run(session: Session, input: Input): Promise<Output | Output[]>;
	/** What the call is about, for messages. */
	about(input: Input): Subject;
	/** Inputs of one lane run one after another. Without it every item has a lane of its own. */
	lane?(input: Input): string;
	/** What holds for the whole run; the first item decides. */
	settings?(item: Item): RunSettings;
	/** What to point out after the run, from the inputs of all items, by item index. */
	hints?(inputs: ReadonlyMap<number, Input>): string[];
}

/** One output item without files. */
export const record = (json: IDataObject): Output => ({ json });
