import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

/** A mail server that keeps the mails it receives. */
export class Mailbox {
	/** Headers and text of each mail, as sent. */
	readonly mails: string[] = [];
	private port = 0;
	private readonly server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS'],
		onData: (stream, _session, done) => {
			void text(stream).then((mail) => {
				this.mails.push(mail);
				done();
			});
		},
	});

	static async open(): Promise<Mailbox> {
		const mailbox = new Mailbox();
		const listener = mailbox.server.listen(0, '127.0.0.1');
		await once(listener, 'listening');
		const address = listener.address();
		mailbox.port = typeof address === 'object' && address ? address.port : 0;
		return mailbox;
	}

	/** The credential of the Send Email node for it. */
	get credential() {
		const data = { host: '127.0.0.1', port: this.port, secure: false, disableStartTls: true };
		return { name: 'Mailbox', type: 'smtp', data };
	}

	close(): Promise<void> {
		return new Promise((done) => {
			this.server.close(done);
		});
	}
}
