import { scanCode } from './codePicture';
import type { Account } from './state/account';
import type { Destination } from './state/links';
import type { FrequencyLimit } from './state/permissions';
import type { Order, PayChannel } from './state/serviceCards';
import type { DialogAnswer, SimulatorState } from './state/simulatorState';

/** Templates in one permission dialog. */
const MAX_TEMPLATES = 5;

/**
 * What the users of the Mini Programs do on their phones. Where an account can be given it comes last;
 * left out, it is the first one. Each throws on a malformed openid.
 */
export class Users {
	/** world: whoever holds the state, which a reset replaces. */
	constructor(private readonly world: { readonly state: SimulatorState }) {}

	private get state(): SimulatorState {
		return this.world.state;
	}

	private get account(): Account {
		return this.state.accounts[0];
	}

	/** The openid of a person, named as one likes: the same name gives the same openid. */
	user(name: string, account = this.account): string {
		const openId = account.openIdOf(name);
		this.state.meet(account, openId, name);
		return openId;
	}

	/** Subscribe messages that a user still allows for a template; Infinity for a long-term permission. */
	messagesLeft(openId: string, templateId: string): number {
		return this.state.accountOfTemplate(templateId).permissions.left(openId, templateId);
	}

	/**
	 * The user accepts a subscribe message template, so many times (long-term templates: for good).
	 * Pushes one event.
	 */
	subscribe(openId: string, templateId: string, times = 1): void {
		this.answerDialog(openId, { [templateId]: 'accept' }, times);
	}

	/** The user refuses a template in the permission dialog; what was accepted before stays. */
	refuse(openId: string, templateId: string): void {
		this.answerDialog(openId, { [templateId]: 'reject' });
	}

	/**
	 * The user answers a dialog with up to five templates of one type, by template id. times: sends that
	 * one acceptance allows. Throws on what wx.requestSubscribeMessage refuses.
	 */
	answerDialog(openId: string, answers: Record<string, DialogAnswer>, times = 1): void {
		this.answer(openId, answers, times, true);
	}

	/** The user accepts a template and ticks "always keep this choice". Pushes one event. */
	acceptAlways(openId: string, templateId: string): void {
		this.answerDialog(openId, { [templateId]: 'accept' });
		this.state.accountOfTemplate(templateId).permissions.keepChoice(openId, templateId);
	}

	/**
	 * The Mini Program asks again for a template that the user has accepted for always: it counts as
	 * accepted, and no dialog appears. Whether WeChat then pushes an event is a quirk. Throws where the
	 * choice is not kept.
	 */
	acceptSilently(openId: string, templateId: string): void {
		const { permissions } = this.state.accountOfTemplate(templateId);
		if (!permissions.isChoiceKept(openId, templateId)) throw new Error('The dialog would appear');
		const { silentAcceptPushes } = this.state.quirks;
		this.answer(openId, { [templateId]: 'accept' }, 1, silentAcceptPushes);
	}

	/** Makes a long-term template one that is limited in its frequency. */
	limitFrequency(templateId: string, limit: FrequencyLimit): void {
		this.state.accountOfTemplate(templateId).permissions.limitFrequency(templateId, limit);
	}

	/** From now on WeChat takes messages to this user but cannot bring them to the phone. */
	blockMessages(openId: string, account = this.account): void {
		account.permissions.blocked.add(openId);
	}

	/**
	 * The user opens a link of any account: the page that appears, where the user can go on, for instance
	 * allow templates. Throws on a link that leads nowhere or whose time is over.
	 */
	openLink(openId: string, link: string): Destination {
		for (const account of this.state.accounts) {
			const destination = account.links.follow(link.trim());
			if (destination === 'expired') throw new Error('The link has expired');
			if (!destination) continue;
			this.state.meet(account, openId);
			return destination;
		}
		throw new Error('No Mini Program has this link');
	}

	/** The user scans a code of the account: the page that appears. Throws on a picture that is no code. */
	scan(openId: string, code: Buffer, account = this.account): Destination {
		const destination = scanCode(code);
		if (!destination) throw new Error('The picture is no code');
		this.state.meet(account, openId);
		return destination;
	}

	private answer(
		openId: string,
		answers: Record<string, DialogAnswer>,
		times: number,
		isPushed: boolean,
	): void {
		const items = Object.entries(answers).map(([templateId, status]) => ({ templateId, status }));
		if (items.length < 1) throw new Error("10001 TmplIds can't be empty");
		if (items.length > MAX_TEMPLATES) throw new Error('20003 Templates count out of max bounds');
		const account = this.state.accountOfTemplate(items[0].templateId);
		const templates = items.map(({ templateId }) => account.subscribeTemplates.get(templateId));
		const [first] = templates;
		if (templates.some((template) => template?.type !== first!.type)) {
			throw new Error('20002 Templates type must be same');
		}
		this.state.meet(account, openId);
		for (const { templateId, status } of items) {
			const sends = first!.type === 3 ? Infinity : times;
			if (status.startsWith('accept')) account.permissions.accept(openId, templateId, sends);
		}
		// The user decided nothing about what was banned or left out.
		const decided = items.filter(({ status }) => status !== 'ban' && status !== 'filter');
		if (!isPushed || decided.length === 0) return;
		this.state.events.emit('permission', { account, openId, where: 'popup', items: decided });
	}

	/** The user switches a template off in the notification settings: all its permissions are gone. */
	unsubscribe(openId: string, templateId: string): void {
		const account = this.state.accountOfTemplate(templateId);
		this.state.meet(account, openId);
		account.permissions.withdraw(openId, templateId);
		const items = [{ templateId, status: 'reject' as const }];
		this.state.events.emit('permission', { account, openId, where: 'change', items });
	}

	/**
	 * The user submits a form. Returns its form_id, good for seven days. messages: template messages it
	 * allows; WeChat's allow one.
	 */
	submitForm(openId: string, messages = 1, account = this.account): string {
		this.state.meet(account, openId);
		return account.permissions.submitForm(openId, messages);
	}

	/** The user pays. Returns the prepay_id: three template messages within seven days. */
	pay(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.permissions.pay(openId);
	}

	/**
	 * The user pays an order with WeChat Pay. amount: fen. Its transaction id is the code of a service card.
	 * channel: 1001 for pay score. paidAt: unix seconds, now where left out. Throws on an amount that is none.
	 */
	payOrder(
		openId: string,
		amount: number,
		{ channel, paidAt }: { channel?: PayChannel; paidAt?: number } = {},
		account = this.account,
	): Order {
		this.state.meet(account, openId);
		return account.serviceCards.pay(openId, amount, channel, paidAt);
	}

	/**
	 * The user touches a button that entitles to a card, such as 1004. Returns the code. Throws on a card that
	 * no button entitles to.
	 */
	touchButton(openId: string, cardType: number, account = this.account): string {
		this.state.meet(account, openId);
		return account.serviceCards.touchButton(openId, cardType);
	}

	/** The user switches the card of a code off. Throws on a code that is not the user's. */
	refuseCard(openId: string, code: string, account = this.account): void {
		account.serviceCards.mark(openId, code, { refused: true });
	}

	/** The user logs in. Returns the login code: five minutes, one use. */
	logIn(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.loginCodes.issue(openId);
	}

	/** The user shares the phone number. Returns the phone code: five minutes, one use. */
	givePhoneNumber(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.phoneCodes.issue(openId);
	}
}
