# One target a service: docker build --target ingest -t naru/ingest .   (docs/guides/operations.md tells the rest)
FROM node:24-bookworm-slim AS build
WORKDIR /naru
COPY package.json package-lock.json .npmrc ./
COPY apps apps
COPY libs libs
COPY tools tools
COPY scripts scripts
COPY schemas schemas
COPY .swcrc ./
RUN npm ci --ignore-scripts && node scripts/build.mjs && rm -r libs/testing

# Only what the services need to run, the same layer for all of them.
FROM node:24-bookworm-slim AS runtime
WORKDIR /naru
ENV NODE_ENV=production
COPY --from=build /naru/package.json /naru/package-lock.json /naru/.npmrc ./
COPY --from=build /naru/apps apps
COPY --from=build /naru/libs libs
COPY --from=build /naru/tools/generate tools/generate
RUN npm ci --omit=dev --ignore-scripts --workspaces --include-workspace-root=false && npm cache clean --force
COPY docs/asyncapi.yaml docs/asyncapi.yaml
USER 10001:10001
EXPOSE 8080

FROM runtime AS ingest
CMD ["node", "apps/ingest/dist/main.js"]
FROM runtime AS enrichment
CMD ["node", "apps/enrichment/dist/main.js"]
FROM runtime AS parking
CMD ["node", "apps/parking/dist/main.js"]
FROM runtime AS energy
CMD ["node", "apps/energy/dist/main.js"]
FROM runtime AS security
CMD ["node", "apps/security/dist/main.js"]
FROM runtime AS analytics
CMD ["node", "apps/analytics/dist/main.js"]
# Makes the topics and registers the schemas: the chart's job.
FROM runtime AS contract
CMD ["node", "tools/generate/dist/apply/main.js"]
