import type { Picture } from '../pictures';
import type { Clock } from './clock';
import type { Random } from './random';

const LIFE = 3 * 24 * 60 * 60;
const ID_LENGTH = 64;

/** A picture that WeChat keeps for a while. createdAt: unix seconds. */
export interface Medium {
	mediaId: string;
	picture: Picture;
	createdAt: number;
}

/** The temporary media of an account: what it uploaded, and what its users sent. */
export class Media {
	private readonly kept = new Map<string, Medium>();

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
	) {}

	/** Keeps a picture under a new id. */
	keep(picture: Picture): Medium {
		const medium = {
			mediaId: this.random.text(ID_LENGTH),
			picture,
			createdAt: this.clock.seconds(),
		};
		this.kept.set(medium.mediaId, medium);
		return medium;
	}

	/** The medium of an id, for three days. */
	get(mediaId: unknown): Medium | undefined {
		const medium = this.kept.get(String(mediaId));
		return medium && this.clock.seconds() < medium.createdAt + LIFE ? medium : undefined;
	}

	/** The picture of an id, however old: phones keep what they have shown. */
	shown(mediaId: string): Picture | undefined {
		return this.kept.get(mediaId)?.picture;
	}
}
