import type { Endpoint } from '../endpoint';
import { CUSTOMER_SERVICE_ENDPOINTS } from './customerService';
import { DEVICE_MESSAGE_ENDPOINTS } from './deviceMessages';
import { diagnosticEndpoints } from './diagnostics';
import { IDENTITY_ENDPOINTS } from './identity';
import { LINK_ENDPOINTS } from './links';
import { OFFICIAL_ACCOUNT_ENDPOINTS } from './officialAccounts';
import { SERVICE_CARD_ENDPOINTS } from './serviceCards';
import { MEDIA_ENDPOINTS } from './media';
import { SUBSCRIBE_SEND_ENDPOINTS } from './subscribeSend';
import { SUBSCRIBE_TEMPLATE_ENDPOINTS } from './subscribeTemplates';
import { TEMPLATE_MESSAGE_ENDPOINTS } from './templateMessages';
import { TOKEN_ENDPOINTS } from './tokens';

/** Every endpoint of WeChat that the simulator has, by path. */
export const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
	[
		...TOKEN_ENDPOINTS,
		...TEMPLATE_MESSAGE_ENDPOINTS,
		...SUBSCRIBE_TEMPLATE_ENDPOINTS,
		...SUBSCRIBE_SEND_ENDPOINTS,
		...SERVICE_CARD_ENDPOINTS,
		...DEVICE_MESSAGE_ENDPOINTS,
		...LINK_ENDPOINTS,
		...IDENTITY_ENDPOINTS,
		...CUSTOMER_SERVICE_ENDPOINTS,
		...MEDIA_ENDPOINTS,
		...OFFICIAL_ACCOUNT_ENDPOINTS,
		...diagnosticEndpoints((path) => ENDPOINTS.has(path)),
	].map((endpoint) => [endpoint.path, endpoint]),
);
