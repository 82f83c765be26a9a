/** mockttp, which keeps what it captures in memory. */
import { getLocal } from 'mockttp';

const server = getLocal();
await server.start();
await server.forPost('/inbox').thenReply(200);
console.log(JSON.stringify({ url: `http://127.0.0.1:${server.port}/inbox` }));
