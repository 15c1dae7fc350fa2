// Which transactions are open on the brokers now: a pause in mid-transaction is known, not hoped for.
import { Connection, listTransactionsV1 } from '@platformatic/kafka';

/** By the broker's own word, which is not the client's. */
const isOpen = (state: string): boolean => state.toUpperCase() === 'ONGOING';

export interface OpenTransactions {
  /** Transactional ids of the transactions that are open; those of brokers that don't answer are left out. */
  list(): Promise<string[]>;
  close(): Promise<void>;
}

export function openTransactionsOf(brokers: readonly string[]): OpenTransactions {
  const links = new Map<string, Connection>();

  async function linkTo(address: string): Promise<Connection> {
    const known = links.get(address);
    if (known?.isConnected() === true) return known;
    const link = new Connection('chaos', { connectTimeout: 1_000, requestTimeout: 1_000 });
    link.on('error', () => links.delete(address));
    const [host = '', port = ''] = address.split(':');
    await link.connect(host, Number(port));
    links.set(address, link);
    return link;
  }

  async function ask(address: string): Promise<string[]> {
    try {
      const { transactionStates } = await listTransactionsV1.api.async(await linkTo(address), [], [], -1n, '');
      return transactionStates.flatMap(({ transactionalId, transactionState }) =>
        isOpen(transactionState) ? [transactionalId] : [],
      );
    } catch {
      links.delete(address);
      return [];
    }
  }

  return {
    list: async () => (await Promise.all(brokers.map(ask))).flat(),
    close: async () => {
      await Promise.allSettled([...links.values()].map((link) => link.close()));
    },
  };
}
