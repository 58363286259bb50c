import { placeOrder } from "./actions";
import { Shop } from "./shop";

// oxlint-disable-next-line import/no-default-export -- Pages are default exports.
export default function Page() {
  return (
    <>
      <Shop />
      <form action={placeOrder}>
        <button id="checkout">Order</button>
      </form>
    </>
  );
}
