import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../engine';
import { imageAnswer, PATHS } from '../support/answers';
import { FILE_MODES, useFileMode } from '../support/fileModes';
import { NODE, useHarness } from '../support/harness';
import type { NodeSettings } from '../support/harness';
import { picture, withFile } from '../support/pictures';

const DAY = 24 * 60 * 60;

const harness = useHarness();
let alice: string;

beforeEach(() => {
	alice = harness.simulator.user('alice');
});

const download = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'media',
	operation: 'download',
	mediaId: '={{ $json.mediaId }}',
	...parameters,
});

const UPLOAD = { resource: 'media', operation: 'upload' };

const upload = async (items: INodeExecutionData[], settings?: NodeSettings): Promise<RunResult> =>
	await harness.run(UPLOAD, items as unknown as IDataObject[], settings);

/** A workflow in which the node of the first parameters hands its items to that of the second. */
function chain(first: INodeParameters, second: INodeParameters): WorkflowJson {
	const workflow = harness.workflow(first);
	workflow.nodes.push({ ...harness.node(second), id: 'then', name: 'Then' });
	workflow.connections[NODE] = { main: [[{ node: 'Then', type: 'main', index: 0 }]] };
	return workflow;
}

describe.each(FILE_MODES)('with files in %s mode', (mode) => {
	useFileMode(mode);

	test.each([
		['png', 'image/png'],
		['jpg', 'image/jpeg'],
		['gif', 'image/gif'],
	] as const)('a %s that a user sent is downloaded with name and type', async (kind, mimeType) => {
		const mediaId = harness.simulator.chats.sendPicture(alice, picture(kind));
		const { items } = await harness.run(download(), [{ mediaId }]);
		expect(items(NODE)).toMatchObject([{ json: { media_id: mediaId }, pairedItem: { item: 0 } }]);
		const { data } = items(NODE)[0].binary!;
		expect(data).toMatchObject({ mimeType, fileName: `${mediaId}.${kind}` });
		if (mode === 'default') {
			expect(Buffer.from(data.data, 'base64')).toEqual(picture(kind));
		} else {
			expect(data).toMatchObject({ data: 'filesystem-v2' });
		}
	});

	test('a picture that one user sent goes to another one', async () => {
		const bob = harness.simulator.user('bob');
		harness.simulator.chats.write(bob, 'Show me');
		const mediaId = harness.simulator.chats.sendPicture(alice, picture('jpg', '#', 100_000));
		const field = { binaryPropertyName: 'photo' };
		const workflow = chain(download(field), imageAnswer({ ...field, openId: bob }));
		const { error, items } = await harness.engine.run(workflow, { input: [{ mediaId }] });
		expect(error).toBeUndefined();
		expect(items('Then')).toMatchObject([{ json: { errcode: 0 }, pairedItem: { item: 0 } }]);
		const { content } = harness.simulator.chats.lines(bob)[1];
		const sent = harness.simulator.account.media.shown('mediaId' in content ? content.mediaId : '');
		expect(sent?.content).toEqual(picture('jpg', '#', 100_000));
		expect(sent?.contentType).toBe('image/jpeg');
	});

	test('what is uploaded comes back as it was', async () => {
		const mediaId = harness.simulator.chats.sendPicture(alice, picture('gif'));
		const workflow = chain(download(), UPLOAD);
		const { items } = await harness.engine.run(workflow, { input: [{ mediaId }] });
		expect(items('Then')).toEqual([
			{
				json: {
					type: 'image',
					media_id: expect.stringMatching(/^[\w-]{64}$/) as string,
					created_at: expect.any(Number) as number,
				},
				pairedItem: { item: 0 },
			},
		]);
		const [{ json }] = items('Then');
		const kept = harness.simulator.account.media.get(json.media_id);
		expect(kept?.picture.content).toEqual(picture('gif'));
	});

	test('a file too large is refused before the call', async () => {
		const large = picture('png', '.', 10 * 1024 * 1024 + 1);
		const { mediaId } = harness.simulator.account.media.keep({
			content: large,
			contentType: 'image/png',
			ending: 'png',
		});
		const workflow = chain(download(), UPLOAD);
		const { error } = await harness.engine.run(workflow, { input: [{ mediaId }] });
		expect(error?.message).toBe(
			'The parameter "Input Binary Field" names the field "data", whose file has 10.1 MB',
		);
		expect(harness.simulator.calledTimes(PATHS.upload)).toBe(0);
	});
});

describe('Media > Download', () => {
	test('gives one file for each item, paired', async () => {
		const ids = ['a', 'b', 'c'].map((mark) =>
			harness.simulator.chats.sendPicture(alice, picture('png', mark)),
		);
		const { items } = await harness.run(
			download({ binaryPropertyName: 'photo' }),
			ids.map((mediaId) => ({ mediaId })),
		);
		expect(items(NODE).map(({ json, pairedItem }) => ({ ...json, pairedItem }))).toEqual(
			ids.map((media_id, item) => ({ media_id, pairedItem: { item } })),
		);
		expect(
			items(NODE).map(({ binary }) => Buffer.from(binary!.photo.data, 'base64').toString('latin1')),
		).toEqual(['a', 'b', 'c'].map((mark) => picture('png', mark).toString('latin1')));
	});

	test('JSON in place of the picture is the refusal that it says', async () => {
		const mediaId = harness.simulator.chats.sendPicture(alice, picture());
		harness.simulator.moveClock(3 * DAY);
		const items = [{ mediaId }, { mediaId: 'unknown' }];
		const result = await harness.run(download(), items, { onError: 'continueRegularOutput' });
		expect(result.items(NODE)).toMatchObject(
			items.map(({ mediaId: id }, item) => ({
				json: {
					error: 'WeChat does not know this media ID',
					message: expect.stringContaining('at most 3 days old') as string,
					details: { media_id: id, errcode: 40007 },
				},
				pairedItem: { item },
			})),
		);
		expect(result.items(NODE)[0].binary).toBeUndefined();
	});

	test.each([
		['a page', { kind: 'body', body: '<html>Log in</html>', contentType: 'text/html' }],
		['nothing', { kind: 'body', body: '', contentType: 'image/png' }],
		['an unfinished answer', { kind: 'cutAfter', times: 4 }],
		['a gateway that is down', { kind: 'status', status: 502, times: 4 }],
	] as const)('%s is no picture', async (_name, fault) => {
		const mediaId = harness.simulator.chats.sendPicture(alice, picture());
		harness.simulator.order({ ...fault, path: PATHS.download });
		const { error, items } = await harness.run(download(), [{ mediaId }]);
		expect(error).toBeDefined();
		expect(items(NODE)).toEqual([]);
	});

	test('is made again when its answer was lost', async () => {
		const mediaId = harness.simulator.chats.sendPicture(alice, picture());
		harness.simulator.order({ kind: 'cutAfter', path: PATHS.download });
		const { error, items } = await harness.run(download(), [{ mediaId }]);
		expect(error).toBeUndefined();
		expect(items(NODE)).toHaveLength(1);
		expect(harness.simulator.calledTimes(PATHS.download)).toBe(2);
	});

	test('no media ID is invalid before the call', async () => {
		const { error } = await harness.run(download(), [{ mediaId: '' }]);
		expect(error?.message).toBe('The parameter "Media ID" is empty');
		expect(harness.simulator.calledTimes(PATHS.download)).toBe(0);
	});
});

describe('Media > Upload', () => {
	test('uploads the same picture once, and gives each item its answer', async () => {
		const marks = ['a', 'b', 'a', 'a'];
		const { items } = await upload(marks.map((mark) => withFile({}, picture('jpg', mark))));
		const ids = items(NODE).map(({ json }) => json.media_id);
		expect(ids).toEqual([ids[0], ids[1], ids[0], ids[0]]);
		expect(ids[0]).not.toBe(ids[1]);
		expect(harness.simulator.calledTimes(PATHS.upload)).toBe(2);
	});

	test.each([
		[40004, 'WeChat does not take files of this type'],
		[40005, 'WeChat does not take this file as a picture'],
		[40009, 'The picture is too large for WeChat'],
		[41005, 'The file did not reach WeChat'],
	])('%i: %s', async (errcode, message) => {
		harness.simulator.order({ kind: 'errcode', errcode, path: PATHS.upload });
		const { error } = await upload([withFile({}, picture())]);
		expect(error).toMatchObject({
			message,
			httpCode: String(errcode),
			description: expect.stringContaining('PNG, JPEG or GIF') as string,
		});
	});

	test('an upload whose answer was lost is made again', async () => {
		harness.simulator.order({ kind: 'cutAfter', path: PATHS.upload });
		const { error, items } = await upload([withFile({}, picture())]);
		expect(error).toBeUndefined();
		expect(items(NODE)).toHaveLength(1);
		expect(harness.simulator.calledTimes(PATHS.upload)).toBe(2);
	});

	test('with Continue On Fail each item has its own fate', async () => {
		const items = [withFile({}, picture()), withFile({}, picture('webp')), { json: {} }];
		const result = await upload(items, { onError: 'continueRegularOutput' });
		expect(result.items(NODE)).toMatchObject([
			{ json: { type: 'image' }, pairedItem: { item: 0 } },
			{ json: { error: expect.stringContaining('not a PNG') as string }, pairedItem: { item: 1 } },
			{
				json: { error: expect.stringContaining('does not have') as string },
				pairedItem: { item: 2 },
			},
		]);
	});
});
