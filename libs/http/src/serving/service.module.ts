import { Module } from '@nestjs/common';

/** The root that joins a service's own module with what every service has. */
@Module({})
export class ServiceModule {}
