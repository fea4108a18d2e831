import { Column, type ColumnOptions } from 'typeorm';

/** A timestamptz that stays an ISO string also where TypeORM hydrates an entity (it would make a Date of it). */
export function InstantColumn(name: string, options: ColumnOptions = {}): PropertyDecorator {
  return Column({
    name,
    type: 'timestamptz',
    precision: 3,
    transformer: {
      to: (value: string | null) => value,
      from: (value: Date | string | null) => (value instanceof Date ? value.toISOString() : value),
    },
    ...options,
  });
}
