export const ANN = "user_9f8b3c1e-5d2a-4e6f-8a7b-1c2d3e4f5a6b";
