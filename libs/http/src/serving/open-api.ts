import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

export interface ApiTitle {
  readonly title: string;
  readonly description: string;
}

/** The description of the API at /openapi.json, and a page to read and try it at /docs, all from this service. */
export function serveOpenApi(app: INestApplication, { title, description }: ApiTitle): void {
  const config = new DocumentBuilder()
    .setTitle(`Naru ${title}`)
    .setDescription(description)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A key of the hub: naru_<id>_<secret>.' })
    .addSecurityRequirements('bearer')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: `Naru ${title}`,
    // the badge would send the document's address to a validator on the internet
    swaggerOptions: { validatorUrl: null, persistAuthorization: false },
  });
}
