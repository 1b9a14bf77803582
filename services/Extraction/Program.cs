using Microsoft.AspNetCore.Builder;
using PlayCount.Extraction;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddData();
builder.AddExtraction();
builder.AddMessaging();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
