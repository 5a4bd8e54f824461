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

  Editor           ${editor}
    sign in as     ${owner.email}
    password       ${owner.password}
  Users' phones    ${phones}

Try first, with both pages side by side:
  1. Open "WeChat: tell the customer that the order is paid" and click Execute workflow: ${willing}'s phone shows the message.
  2. Execute "WeChat: tell many users on a schedule": ${reluctant} gets none. Allow the template under "Act as this user" on her phone, and execute again.
  3. In a new workflow, add WeChat Mini Program > Send message, pick a template, fill its fields, enter ${willing}'s OpenID, and execute.

The examples with a webhook are published. Call them as your server would:
${examples.flatMap(calling).join('\n')}

The local WeChat still serves Template Messages, as a gateway may; WeChat's own server has switched them off (45103).
It starts afresh every time, while n8n keeps what you make; --fresh forgets that too. Ctrl-C stops both.
`;
}

/** How to call an example from a shell. */
function calling({ name, call }: FurnishedExample): string[] {
	if (!call) return [];
	const headers = Object.entries({ 'Content-Type': 'application/json', ...call.headers });
	const options = headers.map(([header, value]) => `-H '${header}: ${value}'`).join(' ');
	return [`  # ${name}`, `  curl ${call.url} ${options} -d '${JSON.stringify(call.body)}'`];
}
