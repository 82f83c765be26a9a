/** The bound: bare node:http that drains the body and answers an empty 200, with no storage. */
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.on('data', () => undefined);
  request.on('end', () => response.writeHead(200, { 'Content-Length': '0' }).end());
});
server.listen(0, '127.0.0.1', () => {
  console.log(
    JSON.stringify({
      url: `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/inbox`,
    }),
  );
});
