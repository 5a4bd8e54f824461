import { NodeApiError } from 'n8n-workflow';
import type { INode, JsonObject } from 'n8n-workflow';
import { tokenIssueIn } from '../../shared/account';

const node: INode = {
	id: '1',
	name: 'WeChat Mini Program',
	type: 'n8n-nodes-wechat-miniprogram.weChatMiniProgram',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const issue = { what: 'WeChat does not know this App ID', next: 'Copy it again.', errcode: 40013 };

/** The error as the package throws it when it has loaded another copy of n8n-workflow than n8n has. */
function thrownWithItsOwnCopy(): Error {
	let thrown: Error | undefined;
	jest.isolateModules(() => {
		const own = jest.requireActual<typeof import('../../shared/account')>('../../shared/account');
		thrown = new own.TokenUnavailable(issue);
	});
	return thrown!;
}

test('says what n8n shows where nothing but the message is shown', () => {
	expect(thrownWithItsOwnCopy().message).toBe('WeChat does not know this App ID. Copy it again.');
});

test('reaches the node through n8n, which wraps it, also when the package was installed with a copy of n8n-workflow', () => {
	const wrapped = new NodeApiError(node, thrownWithItsOwnCopy() as unknown as JsonObject);
	expect(tokenIssueIn(wrapped)).toEqual(issue);
});

test('is not found in an error of another kind', () => {
	const refused = Object.assign(new Error('socket hang up'), { response: { data: { code: 1 } } });
	expect(tokenIssueIn(new NodeApiError(node, refused as unknown as JsonObject))).toBeUndefined();
	expect(tokenIssueIn({})).toBeUndefined();
});
