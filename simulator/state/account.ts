import { CATEGORIES, SUBSCRIBE_TITLES } from '../library/subscribeTitles';
import { TEMPLATE_TITLES } from '../library/templateTitles';
import type { AccountSettings } from '../settings';
import type { Clock } from './clock';
import { Codes } from './codes';
import { Conversations } from './conversations';
import type { ChatLine } from './conversations';
import { Links } from './links';
import { Media } from './media';
import { Permissions } from './permissions';
import { Quotas } from './quotas';
import { openIdOf, Random } from './random';
import { ServiceCards } from './serviceCards';
import {
	chooseCardTitle,
	chooseSubscribeKeywords,
	chooseTemplateKeywords,
	Templates,
} from './templates';
import type { Template } from './templates';
import { Tokens } from './tokens';

const TEMPLATE_LIMIT = 50;
const LOGIN_CODE_LENGTH = 32;
const PHONE_CODE_LENGTH = 64;

/** Who is told what changes in an account. */
export interface AccountWatcher {
	/** A template was added or deleted. */
	templatesChanged(): void;
	/** A line of a chat with customer service is new, or went to the service desk. */
	said(line: ChatLine): void;
}

/** One Mini Program: what its owner set in the console, its templates, tokens and users' permissions. */
export class Account {
	readonly appId: string;
	readonly appSecret: string;
	/** The gh_ id under which WeChat names the account in pushed events. */
	readonly originalId: string;
	/** Changing a setting takes effect at once. */
	readonly settings: AccountSettings & { categories: number[]; privateTemplateLimit: number };
	readonly tokens: Tokens;
	readonly templates: Templates;
	readonly subscribeTemplates: Templates;
	readonly permissions: Permissions;
	readonly loginCodes: Codes;
	readonly phoneCodes: Codes;
	readonly serviceCards: ServiceCards;
	readonly quotas: Quotas;
	readonly links: Links;
	readonly media: Media;
	/** Its users' chats with customer service. */
	readonly conversations: Conversations;
	/** openids to which a message is on its way (43108). */
	readonly sending = new Set<string>();

	/**
	 * index: which account of the simulator this is, from 0.
	 */
	constructor(
		settings: AccountSettings,
		index: number,
		private readonly seed: number,
		clock: Clock,
		watcher: AccountWatcher,
	) {
		const random = (purpose: string) => new Random(seed, `account ${index} ${purpose}`);
		this.appId = settings.appId ?? 'wx' + random('appId').hex(16);
		this.appSecret = settings.appSecret ?? random('appSecret').hex(32);
		this.originalId = 'gh_' + random('originalId').hex(12);
		this.settings = {
			categories: CATEGORIES.map(({ id }) => id),
			privateTemplateLimit: TEMPLATE_LIMIT,
			...settings,
		};
		this.tokens = new Tokens(clock, random('token'));
		const templatesChanged = () => watcher.templatesChanged();
		this.templates = new Templates(random('template'), templatesChanged);
		this.subscribeTemplates = new Templates(random('subscribe template'), templatesChanged);
		this.permissions = new Permissions(clock, random('permission'));
		this.links = new Links(clock, random('link'), settings.linkLimits);
		this.loginCodes = new Codes(clock, random('login code'), LOGIN_CODE_LENGTH);
		this.phoneCodes = new Codes(clock, random('phone code'), PHONE_CODE_LENGTH);
		this.serviceCards = new ServiceCards(clock, random('service card'));
		this.quotas = new Quotas(clock, settings.quotas, settings.payment);
		this.media = new Media(clock, random('media'));
		this.conversations = new Conversations(this.appId, clock, (line) => watcher.said(line));
	}

	/** The openid of a person, named as one likes, towards this account. */
	openIdOf(person: string): string {
		return openIdOf(this.seed, this.appId, person);
	}

	/**
	 * The owner adds a template in the console; the same choice again gives the one there is.
	 * libraryTitle: a tid for a subscribe message or a service card, an id such as AT0002 for the retired API. Throws on
	 * what is not in the library.
	 */
	addTemplate(libraryTitle: number | string, keywordIds: number[]): Template {
		if (typeof libraryTitle === 'number') {
			const title = SUBSCRIBE_TITLES.get(libraryTitle);
			return this.subscribeTemplates.take(
				title
					? chooseSubscribeKeywords(title, keywordIds)
					: chooseCardTitle(libraryTitle, keywordIds),
			);
		}
		const title = TEMPLATE_TITLES.get(libraryTitle);
		return this.templates.take(title && chooseTemplateKeywords(title, keywordIds));
	}
}
