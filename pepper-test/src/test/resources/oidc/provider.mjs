// An OpenID provider for tests: node provider.mjs PORT REDIRECT_URI
// Signs in whoever types a name; groups are in GROUPS below.
import { Provider } from 'oidc-provider';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

const [port, redirect] = process.argv.slice(2);
const GROUPS = { erin: ['pepper-admins'], frank: ['mail-ops'] };

function key() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

function make() {
  const provider = new Provider(`http://localhost:${port}`, {
    clients: [{
      client_id: 'pepper',
      client_secret: 'pepper-secret',
      redirect_uris: [redirect],
      post_logout_redirect_uris: [redirect.replace('/oidc/callback', '/login.xhtml')],
    }],
    jwks: { keys: [key()] },
    cookies: { keys: ['a key for tests'] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile'],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    async findAccount(_, id) {
      return {
        accountId: id,
        claims: async () => ({ sub: `id-of-${id}`, preferred_username: id, groups: GROUPS[id] ?? [] }),
      };
    },
  });
  return provider;
}

let provider = make();
let handler = provider.callback();
createServer((request, response) => {
  if (request.url === '/rotate') { // new keys, as after a restart
    provider = make();
    handler = provider.callback();
    response.end('rotated\n');
    return;
  }
  handler(request, response);
}).listen(Number(port), '127.0.0.1', () => console.log('listening'));
