import { ReplayError } from '@reprise/replay';
import type { z } from 'zod';

/** What a schema refused, as the product's own error: `details.fields` names every wrong field and says why. */
export function invalidInput(error: z.core.$ZodError): ReplayError {
  return new ReplayError('INVALID_INPUT', { details: { fields: error.issues.flatMap(describeIssue) }, cause: error });
}

function describeIssue(issue: z.core.$ZodIssue): Array<{ field: string; message: string }> {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: [...issue.path, key].join('.'), message: 'Unknown field' }));
  }
  return [{ field: issue.path.join('.'), message: issue.message }];
}
