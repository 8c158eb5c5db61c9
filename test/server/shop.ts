/** The schema that feature tests are written against. */
export const shop = `// A thing that is sold.
collection Product {
  name: String
  price: Number
  category: Ref<Category>
  stock: Int?
  compute total: Number = (p => p.price * 2)
  index byName {
    terms [.name]
  }
  unique [.name]
}

collection Category {
  name: String
}

/* What is left
 * after a tenth is taken off. */
function discount(amount: Number): Number {
  amount * 0.9
}

role seller {
  privileges Product {
    read
  }
}
`;

export const shopUri = 'file:///shop/schema.fsl';
