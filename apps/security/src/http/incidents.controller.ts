import type { SecurityIncident } from '@naru/contracts';
import { idOfBytes, idOfText } from '@naru/facts';
import { CalledBy, type Caller, Problem, Scopes, type ViewState, takePage } from '@naru/http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type CommandLog, CommandNotCommittedError } from '../adapters/command-log.js';
import { CLOCK, COMMANDS, INCIDENTS } from '../tokens.js';
import { decisionAnswer, incidentPage, oneIncident, toIncident } from './answers.js';
import type { Latest } from './latest.js';
import { securityProblems } from './problems.js';
import { type IncidentsQuery, actionPath, decisionBody, incidentPath, incidentsQuery } from './query.js';

@ApiTags('incidents')
@Controller('v1/security/incidents')
export class IncidentsController {
  constructor(
    @Inject(INCIDENTS) private readonly incidents: ViewState<Latest<SecurityIncident>>,
    @Inject(COMMANDS) private readonly commands: CommandLog,
    @Inject(CLOCK) private readonly now: () => number,
  ) {}

  @Get()
  @Scopes('read')
  @ApiOperation({ summary: 'List incidents, newest first' })
  @ApiResponse({ status: 200, standardSchema: incidentPage })
  list(@Query({ schema: incidentsQuery }) query: IncidentsQuery): z.infer<typeof incidentPage> {
    const { asset, severity, status } = query;
    const found = this.incidents.now
      .filter(
        (incident) =>
          (asset === undefined || incident.assetId === asset) &&
          (severity === undefined || incident.severity === severity) &&
          (status === undefined || incident.status === status),
      )
      .sort((a, b) => (placeOf(a) > placeOf(b) ? -1 : 1));
    const { items, next } = takePage(found, query, placeOf, 'descending');
    const now = this.now();
    return { items: items.map((item) => toIncident(item, now)), next, asOf: this.incidents.asOf };
  }

  @Get(':incidentId')
  @Scopes('read')
  @ApiOperation({ summary: 'Show an incident' })
  @ApiResponse({ status: 200, standardSchema: oneIncident })
  show(@Param('incidentId', { schema: incidentPath }) incidentId: string): z.infer<typeof oneIncident> {
    return { ...toIncident(this.#find(incidentId), this.now()), asOf: this.incidents.asOf };
  }

  @Post(':incidentId/:action')
  @HttpCode(202)
  @Scopes('manage')
  @ApiOperation({ summary: 'Acknowledge, resolve or reopen an incident' })
  @ApiResponse({ status: 202, standardSchema: decisionAnswer })
  async decide(
    @Param('incidentId', { schema: incidentPath }) incidentId: string,
    @Param('action', { schema: actionPath }) action: z.infer<typeof actionPath>,
    @Body({ schema: decisionBody }) { note }: z.infer<typeof decisionBody>,
    @CalledBy() caller: Caller,
  ): Promise<z.infer<typeof decisionAnswer>> {
    const incident = this.#find(incidentId);
    const [at, by] = [this.now(), caller.keyId];
    const { assetId } = incident;
    try {
      await this.commands.write({ incidentId: incident.incidentId, assetId, action, by, note, at });
    } catch (cause) {
      if (!(cause instanceof CommandNotCommittedError)) throw cause;
      throw new Problem(securityProblems.NARU_NOT_COMMITTED, { headers: { 'retry-after': '2' }, cause });
    }
    return { incidentId, action, by, at: new Date(at).toISOString() };
  }

  #find(text: string): SecurityIncident {
    const incident = this.incidents.now.get(idOfText(text) ?? '');
    if (incident === undefined)
      throw new Problem(securityProblems.NARU_INCIDENT_UNKNOWN, { detail: `There is no incident ${text}.` });
    return incident;
  }
}

/** Text that sorts as incidents do: by beginning, then id. */
const placeOf = ({ openedAt, incidentId }: SecurityIncident): string =>
  `${String(openedAt).padStart(15, '0')} ${idOfBytes(incidentId)}`;
