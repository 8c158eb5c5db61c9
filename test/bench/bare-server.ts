/** A language server that can do nothing: the floor that the time to `initialize` is compared with. */
import { createConnection } from 'vscode-languageserver/node';

const connection = createConnection();
connection.onInitialize(() => ({ capabilities: {} }));
connection.listen();
