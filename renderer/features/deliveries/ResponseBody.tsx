import type { DeliveryResponse } from '../../../shared/model/delivery.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { MessageBody } from './MessageBody.tsx';

export function ResponseBody({ attemptId, response }: { attemptId: string; response: DeliveryResponse }) {
  if (response.body.sizeBytes === 0) {
    return <EmptyState title="No body">The response ended with its headers.</EmptyState>;
  }
  return (
    <MessageBody
      label="Response body"
      source={{ kind: 'attempt', attemptId }}
      headers={response.headers}
      body={response.body}
      fileName="response"
    />
  );
}
