import 'reflect-metadata';

type Clean = (value: unknown) => unknown;

const CLEANERS = Symbol('cleaners');

/**
 * A property of an input class whose value is brought into its one form before it is checked (InputPipe does it).
 * Nothing of what the client left out is cleaned; null is.
 */
export function Cleaned(clean: Clean): PropertyDecorator {
  return (prototype, property) => {
    const before = cleaners(prototype);
    Reflect.defineMetadata(CLEANERS, [...before, { property: String(property), clean }], prototype);
  };
}

/** The cleaned properties of a class and of those it extends, in the order in which they are cleaned. */
export function cleanersOf(inputClass: new () => object): { property: string; clean: Clean }[] {
  return cleaners(inputClass.prototype as object);
}

const cleaners = (prototype: object) =>
  (Reflect.getMetadata(CLEANERS, prototype) as { property: string; clean: Clean }[] | undefined) ?? [];
