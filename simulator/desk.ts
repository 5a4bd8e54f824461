import type { Account } from './state/account';
import type { ChatLine, DeskState } from './state/conversations';
import type { SimulatorState } from './state/simulatorState';

/**
 * The people at WeChat's own service tool: they see what was handed over to them, and everything that
 * a user writes while they serve that user. Where an account can be given it comes last; left out, it
 * is the first one.
 */
export class Desk {
	constructor(private readonly world: { readonly state: SimulatorState }) {}

	/** Where a user stands with the desk. */
	of(openId: string, account = this.account): DeskState {
		return account.conversations.of(openId).desk;
	}

	/** The messages of a user that people here see, oldest first. */
	sees(openId: string, account = this.account): ChatLine[] {
		return account.conversations.of(openId).lines.filter(({ atDesk }) => atDesk);
	}

	/** Somebody takes the chat of a user: 30 minutes, or until it is closed. */
	take(openId: string, account = this.account): void {
		account.conversations.of(openId).serve();
		this.changed(openId, account);
	}

	/** Somebody answers; this takes the chat too. */
	answer(openId: string, text: string, account = this.account): void {
		if (text === '') throw new Error('An answer needs a text');
		if (this.of(openId, account) !== 'serving') this.take(openId, account);
		account.conversations.say(openId, 'desk', { type: 'text', text }, { atDesk: true });
	}

	/** Somebody closes the chat: what the user writes goes to the callback again. */
	close(openId: string, account = this.account): void {
		account.conversations.of(openId).close();
		this.changed(openId, account);
	}

	private get account(): Account {
		return this.world.state.accounts[0];
	}

	private changed(openId: string, account: Account): void {
		this.world.state.events.emit('desk', { openId, desk: this.of(openId, account) });
	}
}
