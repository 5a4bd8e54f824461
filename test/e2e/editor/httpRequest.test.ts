import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';
import { chain, node, start } from '../support/workflows';

let scene: Scene;
let editor: Editor;
beforeAll(async () => {
	scene = await Scene.open();
	await scene.createCredential();
	editor = await scene.openEditor();
});
afterAll(async () => await scene.close());

test("n8n's HTTP Request node calls WeChat with the credential", async () => {
	const url = `${scene.simulator.url}/wxaapi/newtmpl/getcategory`;
	const http = node('HTTP Request', 'n8n-nodes-base.httpRequest', 4.2, { url });
	await editor.openNode(await scene.createWorkflow(chain(start(), http)), http.id);

	await editor.choose('authentication', 'Predefined Credential Type');
	await editor.chooseCredentialType('WeChat Mini Program API');
	await editor.execute();
	await eventually(async () =>
		expect(await editor.items()).toEqual([
			expect.objectContaining({
				errcode: 0,
				data: expect.arrayContaining([{ id: 616, name: '公交' }]),
			}),
		]),
	);
	await editor.picture('httpRequest');
	expect(await editor.output.innerText()).not.toMatch(/access_token/);
});
