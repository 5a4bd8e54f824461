import type { SimulatorState } from '../state/simulatorState';
import { SHOWN } from './part';
import type { InboxPart } from './part';

/** Messages that arrived, sends that were refused, and the templates that a user can allow. */
export const NOTIFICATIONS: InboxPart = {
	overview: (state) => ({
		templates: subscribeTemplates(state),
		deliveries: state.deliveries.slice(-SHOWN),
		attempts: state.attempts.slice(-SHOWN),
	}),
	events: { delivery: null, attempt: null, templates: subscribeTemplates },
};

function subscribeTemplates({ accounts }: SimulatorState) {
	const templates = accounts.flatMap(({ subscribeTemplates: own }) => own.all());
	// The templates of service cards have no fields: there is nothing to allow.
	const allowable = templates.filter(({ fields }) => fields.length > 0);
	return allowable.map(({ id, title, type, fields }) => ({
		id,
		title,
		type,
		labels: fields.map(({ label }) => label),
	}));
}
