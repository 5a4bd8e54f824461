import type { INodeParameters, NodeApiError } from 'n8n-workflow';

import { advice } from '../../shared/advice';
import { errorCodes } from '../../wechat/errorCodes';
import { byId, useHarness } from '../support/harness';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const harness = useHarness({}, 'all');
const page = { pagePath: 'pages/index' };

/** Each operation and its path. */
const operations: Array<
	[resource: string, operation: string, path: string, more: INodeParameters]
> = [
	['link', 'createUrlLink', '/wxa/generate_urllink', page],
	['link', 'createScheme', '/wxa/generatescheme', page],
	['link', 'createShortLink', '/wxa/genwxashortlink', { ...page, pageTitle: '首页' }],
	['link', 'createCode', '/wxa/getwxacodeunlimit', { ...page, scene: 'a=1' }],
	[
		'message',
		'sendToDevice',
		'/cgi-bin/message/device/subscribe/send',
		{
			templateId: byId('x'.repeat(43)),
			deviceSn: 'SN1',
			modelId: 'm1',
			openIds: 'o1',
			dataMode: 'json',
			templateDataJson: '{ "thing1": "咖啡" }',
		},
	],
	['api', 'getQuota', '/cgi-bin/openapi/quota/get', { apiPath: '/wxa/generatescheme' }],
	['api', 'getRequest', '/cgi-bin/openapi/rid/get', { requestId: '61725984-6126f6f9-040f19c4' }],
];

const codes = [
	40002, 40003, 40013, 40037, 40097, 40129, 40159, 40165, 40169, 40212, 41030, 43101, 43104, 43116,
	43117, 44993, 45009, 45029, 47003, 48001, 65400, 65401, 76001, 76002, 76003, 76004, 76021, 76022,
	85079, 85400, 85401, 85402, 85405, 85406, 85407, 85408, 9800001, 9800002, 9800003, 61003, 61004,
	61005, 61006, 61007, 61011, 61023, 70000,
];

test.each(operations)('%s > %s explains every code', async (resource, operation, path, more) => {
	for (const errcode of codes) {
		harness.simulator.order({ kind: 'errcode', errcode, path });
		const { error } = await harness.run({ resource, operation, ...more });
		const { what, remedy } = errorCodes[errcode];
		expect([errcode, error?.message]).toEqual([errcode, what]);
		const { description } = error as NodeApiError;
		expect(description).toContain(advice[remedy]);
		expect(description).toContain(`WeChat's answer: ${errcode}`);
	}
});
