const port = Number(process.env.PORT ?? 3000);

const server = Bun.serve({
  port,
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === '/health') return Response.json({ ok: true });
    return new Response('not here', { status: 404 });
  },
});

console.log(`listening on ${server.port}`);
