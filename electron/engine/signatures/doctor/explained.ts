import type { DiagnosisCause } from '../../../../shared/model/diagnosis.ts';
import type { Explanation } from './scene.ts';

/** A cause and what is said of it. */
export interface Explained extends Explanation {
  cause: DiagnosisCause;
}
