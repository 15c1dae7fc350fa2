import { commonConfig, httpPort, loadConfig, masterKey } from '@naru/config';
import type { z } from 'zod';

export const enrichmentConfig = commonConfig.extend({ httpPort: httpPort(8082), masterKey });
export type EnrichmentConfig = z.infer<typeof enrichmentConfig>;

export const readConfig = (): EnrichmentConfig => loadConfig(enrichmentConfig, process.env);
