using Microsoft.AspNetCore.Builder;
using PlayCount.Mapping;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddData();
builder.AddMapping();
builder.AddMessaging();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
