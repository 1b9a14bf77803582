using PlayCount.Experiments;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddData();
builder.AddExperiments();
builder.AddMessaging();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapExperiments();
app.Run();
