export { client } from "tracked-client";
