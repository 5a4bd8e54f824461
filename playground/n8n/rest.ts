import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IRunExecutionData,
	IWorkflowBase,
} from 'n8n-workflow';

import { pause } from './commands';
import type { Owner } from './owner';

/** A credential as n8n's API lists it. */
export interface RestCredential {
	id: string;
	name: string;
	type: string;
}

/** A workflow as n8n's API answers it. */
export interface RestWorkflow extends Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> {
	id: string;
	versionId: string;
	active: boolean;
}

/** An execution; `data` only where one was asked for by its id. */
export interface RestExecution {
	id: string;
	workflowId: string;
	status: string;
	mode: string;
	data: IRunExecutionData;
}

type NewWorkflow = Pick<IWorkflowBase, 'name' | 'nodes' | 'connections'> & Partial<IWorkflowBase>;

/** n8n binds a session to the browser that signed in; its editor keeps this in `n8n-browserId`. */
export const BROWSER_ID = 'playground';

/** Most rows of a data table that n8n gives at once. */
const PAGE_ROWS = 250;

/** The requests n8n's editor makes, once signed in. Each throws where n8n answers with an error. */
export class N8nRest {
	/** @param cookie the session of another instance that has signed in; n8n takes 5 sign-ins a minute */
	constructor(
		readonly url: string,
		private cookie = '',
	) {}

	/** The cookie that {@link signIn} got, as `name=value`. */
	get session(): string {
		return this.cookie;
	}

	/** Makes the owner of a new instance, or signs in. */
	async signIn(owner: Owner): Promise<void> {
		const { showSetupOnFirstLoad } = (
			await this.call<{ userManagement: { showSetupOnFirstLoad: boolean } }>('GET', '/settings')
		).userManagement;
		const { email, password } = owner;
		if (showSetupOnFirstLoad) await this.call('POST', '/owner/setup', owner);
		else await this.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** All credentials. */
	async credentials(): Promise<RestCredential[]> {
		return await this.call('GET', '/credentials');
	}

	/** Stores a credential. */
	async createCredential(
		credential: Omit<RestCredential, 'id'> & { data: ICredentialDataDecryptedObject },
	): Promise<RestCredential> {
		return await this.call('POST', '/credentials', credential);
	}

	/** Replaces a credential's data, as saving it in the editor does. */
	async updateCredential(
		{ id, name, type }: RestCredential,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.call('PATCH', `/credentials/${id}`, { name, type, data });
	}

	/** Tests a stored credential, as the editor does after saving it. */
	async testCredential({ id }: RestCredential): Promise<{ status: string; message: string }> {
		const path = `/credentials/${id}?includeData=true`;
		const stored = await this.call<RestCredential & { data: IDataObject }>('GET', path);
		const { name, type, data } = stored;
		return await this.call('POST', '/credentials/test', { credentials: { id, name, type, data } });
	}

	/** All workflows, without their nodes. */
	async workflows(): Promise<RestWorkflow[]> {
		return await this.call('GET', '/workflows');
	}

	/** Stores a workflow, inactive. */
	async createWorkflow(workflow: NewWorkflow): Promise<RestWorkflow> {
		const { name, nodes, connections, settings = {}, pinData = {} } = workflow;
		return await this.call('POST', '/workflows', { name, nodes, connections, settings, pinData });
	}

	/** Publishes a workflow; when this returns, its triggers listen. */
	async activate({ id, versionId }: RestWorkflow): Promise<void> {
		await this.call('POST', `/workflows/${id}/activate`, { versionId });
		await this.publication(id, 'published');
	}

	/** Takes a workflow back; when this returns, its triggers listen no more. */
	async deactivate({ id }: RestWorkflow): Promise<void> {
		await this.call('POST', `/workflows/${id}/deactivate`, {});
		await this.publication(id, 'not_published');
	}

	/** n8n 2.x answers before it has registered the webhooks, 15 seconds later at worst. */
	private async publication(id: string, wanted: string): Promise<void> {
		const path = `/workflows/${id}/publication-status`;
		for (let waited = 0; waited < 200; waited += 1) {
			const { status } = await this.call<{ status: string }>('GET', path);
			if (status === wanted) return;
			await pause(100);
		}
		throw new Error(`Workflow ${id} was not "${wanted}" within 20 s`);
	}

	/** Runs a workflow from one of its triggers, as the editor's button does, and waits for its end. */
	async run({ id }: RestWorkflow, triggerName: string): Promise<RestExecution> {
		const { executionId } = await this.call<{ executionId: string }>(
			'POST',
			`/workflows/${id}/run`,
			{ triggerToStartFrom: { name: triggerName } },
		);
		return await this.finished(executionId);
	}

	/** The latest executions of a workflow, newest first, at most 100. */
	async executions({ id }: RestWorkflow): Promise<RestExecution[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: id }));
		const path = `/executions?filter=${filter}&limit=100`;
		return (await this.call<{ results: RestExecution[] }>('GET', path)).results;
	}

	/** An execution with its data. */
	async execution(id: string): Promise<RestExecution> {
		const execution = await this.call<RestExecution & { data: unknown }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: unflatten(String(execution.data)) as IRunExecutionData };
	}

	/** Waits until an execution has ended, at most `seconds`. */
	async finished(id: string, seconds = 60): Promise<RestExecution> {
		for (let waited = 0; waited < seconds * 10; waited += 1) {
			const execution = await this.execution(id);
			if (!['new', 'running', 'waiting'].includes(execution.status)) return execution;
			await pause(100);
		}
		throw new Error(`Execution ${id} has not ended after ${seconds} s`);
	}

	/** Makes a data table of text columns, unless there is one of that name. */
	async ensureDataTable(name: string, columns: string[]): Promise<void> {
		if (await this.dataTable(name)) return;
		const typed = columns.map((column) => ({ name: column, type: 'string' }));
		await this.call('POST', await this.dataTables(), { name, columns: typed });
	}

	/** All rows of a data table, oldest first. */
	async dataTableRows(name: string): Promise<IDataObject[]> {
		const rows: IDataObject[] = [];
		for (;;) {
			const page = await this.rowPage(name, {
				take: String(PAGE_ROWS),
				skip: String(rows.length),
				sortBy: 'id:asc',
			});
			rows.push(...page.data);
			if (page.data.length < PAGE_ROWS) return rows;
		}
	}

	/** How many rows of a data table have this value in a column. */
	async countDataTableRows(name: string, columnName: string, value: string): Promise<number> {
		const filter = { type: 'and', filters: [{ columnName, condition: 'eq', value }] };
		return (await this.rowPage(name, { take: '1', filter: JSON.stringify(filter) })).count;
	}

	private async rowPage(
		name: string,
		query: Record<string, string>,
	): Promise<{ count: number; data: IDataObject[] }> {
		const table = await this.dataTable(name);
		if (!table) throw new Error(`There is no data table "${name}"`);
		const text = new URLSearchParams(query);
		return await this.call('GET', `${await this.dataTables()}/${table.id}/rows?${text.toString()}`);
	}

	private async dataTable(name: string): Promise<{ id: string } | undefined> {
		const filter = encodeURIComponent(JSON.stringify({ name }));
		const path = `${await this.dataTables()}?filter=${filter}`;
		const { data } = await this.call<{ data: Array<{ id: string; name: string }> }>('GET', path);
		return data.find((table) => table.name === name);
	}

	/** Where the data tables of the signed-in user are. */
	private async dataTables(): Promise<string> {
		const { id } = await this.call<{ id: string }>('GET', '/projects/personal');
		return `/projects/${id}/data-tables`;
	}

	/** Any other request under `/rest`; returns the `data` of the answer. */
	async call<T>(method: string, path: string, body?: object): Promise<T> {
		const response = await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// n8n closes a connection that rests for 5 seconds, perhaps just when the next call begins.
				connection: 'close',
				'browser-id': BROWSER_ID,
				cookie: this.cookie,
			},
			body: body && JSON.stringify(body),
		});
		const [cookie] = response.headers.getSetCookie();
		if (cookie) this.cookie = cookie.split(';')[0];
		const text = await response.text();
		if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
		return text ? (JSON.parse(text) as { data: T }).data : (undefined as T);
	}
}

/** Reads n8n's stored run data (npm package "flatted"): a list in which every string names another entry. */
function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	const revived = new Map<number, object>();
	const revive = (index: number): unknown => {
		const entry = entries[index];
		if (typeof entry !== 'object' || entry === null) return entry;
		const known = revived.get(index);
		if (known) return known;
		const target: Record<string, unknown> = (Array.isArray(entry) ? [] : {}) as never;
		revived.set(index, target);
		for (const [key, value] of Object.entries(entry)) {
			target[key] = typeof value === 'string' ? revive(Number(value)) : value;
		}
		return target;
	};
	return revive(0);
}
