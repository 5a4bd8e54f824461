import type { FurnishedExample } from './furnish';
import type { Owner } from './owner';
import { PEOPLE } from './samples';

/** What runs in the playground. editor, phones: their URLs. */
export interface Running {
	editor: string;
	phones: string;
	owner: Owner;
	examples: FurnishedExample[];
}

/** What the playground prints when everything runs. */
export function welcome({ editor, phones, owner, examples }: Running): string {
	const [willing] = PEOPLE;
	const reluctant = PEOPLE[PEOPLE.length - 1];
	return `
Ready: n8n with the nodes, the examples, and a local WeChat.

  Editor           ${editor}/home/workflows
    sign in as     ${owner.email}
    password       ${owner.password}
  Users' phones    ${phones}

Try first, with both pages side by side:
  1. Open "WeChat: tell the customer that the order is paid" and click Execute workflow: ${willing}'s phone shows the message.
  2. Execute "WeChat: tell many users on a schedule": ${reluctant} gets none. Under "Act as this user" on her phone choose the template that the phone names, click Allow, and execute again.
  3. Write a workflow of your own, and see each error of the README on purpose: docs/playground.md tells how.

The examples with a webhook are published. Call them as your server would:
${examples.flatMap(calling).join('\n')}

${pushing(phones, examples)}

The local WeChat still serves Template Messages, as a gateway may; WeChat's own server has switched them off (45103).
It starts afresh every time, while n8n keeps what you make; --fresh forgets that too. Ctrl-C stops both.
`;
}

/** How to call an example from a shell. */
const calling = ({ name, call }: FurnishedExample): string[] =>
	call ? [`  # ${name}`, curl(call.url, call.body, call.headers)] : [];

/** Which example hears what happens on the phones, and how to let another one hear it. */
function pushing(phones: string, examples: FurnishedExample[]): string {
	const listening = examples.find(({ isPushedTo }) => isPushedTo);
	const others = examples.flatMap(({ name, push, isPushedTo }) =>
		push && !isPushedTo ? [`  # ${name}`, curl(`${phones}/_control/setPush`, push)] : [],
	);
	const receiver = listening ? `to "${listening.name}"` : 'to none now';
	return `What users do on the phones is pushed to one workflow, as WeChat has one push URL: ${receiver}.
For another workflow, once it is published, run the command below its name; for yours put its Production URL into one of them:
${others.join('\n')}`;
}

function curl(url: string, body: object, headers: Record<string, string> = {}): string {
	const all = Object.entries({ 'Content-Type': 'application/json', ...headers });
	const options = all.map(([header, value]) => `-H '${header}: ${value}'`).join(' ');
	return `  curl ${url} ${options} -d '${JSON.stringify(body)}'`;
}
