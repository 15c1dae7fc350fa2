import { commonConfig } from '@naru/config';

export const applyConfig = commonConfig.pick({
  kafkaBrokers: true,
  registryUrl: true,
  tenant: true,
  development: true,
});
