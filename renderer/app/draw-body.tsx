import type { BodyToDraw } from '../features/deliveries/body-to-draw.ts';
import { BodyTab } from '../features/exchange/body/BodyTab.tsx';

/** A body looks the same wherever it is: in an exchange, and in what was sent of it and came back. */
export const drawBody = (body: BodyToDraw) => <BodyTab key={JSON.stringify(body.source)} {...body} />;
