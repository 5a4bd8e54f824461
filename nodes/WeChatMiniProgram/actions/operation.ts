import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Session } from '../transport/session';
import type { Subject } from '../transport/errors';

/**
 * One operation of the node, in two halves: `prepare` reads an item's parameters and calls nobody, `run`
 * calls WeChat. The router prepares every item before it runs the first.
 */
export interface Operation<Input> {
	description: INodeProperties[];
	/** Reads and checks the parameters of one item. Throws NodeOperationError that names the parameter. */
	prepare(context: IExecuteFunctions, itemIndex: number): Input;
	/** Gives one record, or one for each item to put out. Throws CallFailure or UserError. */
	run(session: Session, input: Input): Promise<IDataObject | IDataObject[]>;
	/** What the call is about, for messages. */
	subject(input: Input): Subject;
	/** Inputs of one lane run one after another. Without it every item has a lane of its own. */
	lane?(input: Input): string;
	/** What to point out after the run, from the inputs of all items, by item index. */
	hints?(inputs: ReadonlyMap<number, Input>): string[];
}
