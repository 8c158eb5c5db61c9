// FQL in JavaScript and TypeScript: colours, errors and completion work inside
// fql`…`, and Ctrl+Enter runs the template at the cursor, after asking for the
// values of its ${…}.
import { type Client, fql } from 'fauna';

export function productsUnder(client: Client, cents: number) {
  return client.query(fql`
    Product.cheapestFirst({ to: ${cents} }) { name, price, category { name } }
  `);
}

export function outOfStock(client: Client) {
  return client.query(fql`Product.where(.soldOut) { name, tags }`);
}
