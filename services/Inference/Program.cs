using Microsoft.AspNetCore.Builder;
using PlayCount.Inference;

var builder = WebApplication.CreateBuilder(args);
builder.AddInference();
var app = builder.Build();
app.MapHealthChecks("/health");
app.MapInference();
await app.RunAsync();
